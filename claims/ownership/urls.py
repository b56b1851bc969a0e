from django.urls import path

from claims.ownership import views

urlpatterns = [
    path("flickr/", views.flickr, name="flickr"),
    path("flickr/download/", views.flickr_download, name="flickr_download"),
    path("flickr/sign-in/", views.flickr_sign_in, name="flickr_sign_in"),
    path("flickr/sign-in/back/", views.flickr_callback, name="flickr_callback"),
    path("flickr/<uuid:account>/", views.flickr_account, name="flickr_account"),
    path("flickr/<uuid:account>/code/", views.flickr_code, name="flickr_code"),
    path("flickr/<uuid:account>/claim/", views.flickr_to_claim, name="flickr_to_claim"),
]
