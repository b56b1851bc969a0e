from django.urls import path

from claims.staff.views import access, acts, claims, firm, people, proofs, runs

urlpatterns = [
    path("staff/", claims.worklist, name="desk"),
    path("staff/claims/<str:reference>/", claims.claim, name="desk_claim"),
    path("staff/claims/<str:reference>/access/", access.access, name="desk_access"),
    path(
        "staff/claims/<str:reference>/documents/<str:kind>.pdf",
        claims.document,
        name="desk_document",
    ),
    path("staff/claims/<str:reference>/files/<uuid:upload>/", claims.upload, name="desk_upload"),
    path("staff/claims/<str:reference>/law-then/", claims.law_then, name="desk_law_then"),
    path("staff/claims/<str:reference>/<slug:key>/", claims.panel, name="desk_panel"),
    path("staff/releases/", firm.releases, name="desk_releases"),
    path("staff/law/", firm.law, name="desk_law"),
    path("staff/law/read/", firm.read_source, name="desk_law_read"),
    path("staff/law/<str:key>/sign-off/", firm.sign_off, name="desk_sign_off"),
    path("staff/law/runs/", runs.runs, name="desk_runs"),
    path("staff/law/runs/<uuid:run>/", runs.run, name="desk_run"),
    path("staff/acts/", acts.acts, name="desk_acts"),
    path("staff/acts/<uuid:act>/remove/", acts.remove, name="desk_act_remove"),
    path("staff/accounts/", proofs.proofs, name="desk_proofs"),
    path("staff/accounts/code/<uuid:proof>/", proofs.code, name="desk_code"),
    path("staff/accounts/dispute/<uuid:dispute>/", proofs.dispute, name="desk_dispute"),
    path("staff/people/", people.people, name="desk_people"),
    path("staff/people/<uuid:membership>/take/", people.take, name="desk_people_take"),
    path("staff/people/<uuid:membership>/out/", people.sign_out, name="desk_people_sign_out"),
    path("staff/matters/", people.matters, name="desk_matters"),
    path("staff/matters/<uuid:matter>/", people.matter, name="desk_matter"),
    path("staff/jobs/", firm.jobs_failed, name="desk_jobs"),
    path("staff/jobs/<uuid:job>/restart/", firm.restart, name="desk_restart"),
]
