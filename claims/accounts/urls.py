from django.urls import path

from claims.accounts import views

urlpatterns = [
    path("account/after-sign-in/", views.after_sign_in, name="after_sign_in"),
    path("account/recover/stop/<str:token>/", views.stop_recovery, name="stop_recovery"),
    path("account/recover/<str:token>/", views.recover, name="recover"),
    path("account/confirm/", views.step_up, name="step_up"),
]
