from django.urls import path

from claims.accounts.guards import in_even_time
from claims.home.views import account, claims, public

urlpatterns = [
    path("states/", public.states, name="states"),
    path("help/", public.help_index, name="help"),
    path("help/<slug:page>/", public.help_page, name="help_page"),
    path("words/", public.words, name="words"),
    path("account/delete/", account.delete, name="account_delete"),
    path("interest/", in_even_time(public.interest), name="interest"),
    path("interest/<str:token>/", public.interested, name="interested"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<str:reference>/", claims.claim, name="claim"),
    path("claims/<str:reference>/phone/", claims.phone, name="claim_phone"),
    path("claims/<str:reference>/contact/", claims.contact, name="claim_contact"),
    path("claims/<str:reference>/erase/", claims.erase, name="claim_erase"),
    path("claims/<str:reference>/my-data.json", claims.data, name="claim_data"),
    path("claims/<str:reference>/panel/<slug:key>/", claims.panel, name="claim_panel"),
]
