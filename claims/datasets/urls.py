from django.urls import path

from claims.datasets import api
from claims.datasets.views import catalogue, check, picture, private

urlpatterns = [
    path("", check.check, name="check"),
    path("check/", check.check, name="check_again"),
    path("check/picture/", picture.picture, name="picture"),
    path("check/private/", private.private_check, name="private_check"),
    path("check/email/", check.mail_result, name="mail_result"),
    path("check/claim/", check.carry, name="carry"),
    path("datasets/", catalogue.datasets, name="datasets"),
    path("datasets/coverage/", catalogue.coverage, name="coverage"),
    path("datasets/<str:name>/", catalogue.dataset, name="dataset"),
    path("api/v1/check", api.check, name="api_check"),
    path("api/v1/datasets", api.datasets, name="api_datasets"),
    path(
        "api/v1/range/<str:dataset>/<str:release>/<str:kind>/<str:prefix>",
        api.range_,
        name="api_range",
    ),
    path("api/v1/openapi.json", api.openapi, name="api_openapi"),
    path("api/v1/", private.interface, name="api"),
    path("api/<path:rest>", api.nothing, name="api_nothing"),
    path("privacy/", check.privacy, name="privacy"),
]
