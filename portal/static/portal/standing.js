// Small conveniences; every page works without them.
document.addEventListener("DOMContentLoaded", () => {
  // The error summary takes the focus, so that a screen reader starts there.
  document.querySelector(".error-summary")?.focus();
  // Record the signer's zone where a form asks for it.
  for (const field of document.querySelectorAll("input[data-zone]")) {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // A link to a folded part opens it.
  const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
  window.addEventListener("hashchange", open);
  open();
});
