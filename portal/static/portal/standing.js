// Small conveniences; every page works without them.
document.addEventListener("DOMContentLoaded", () => {
  // The error summary takes the focus, so that a screen reader starts there.
  document.querySelector(".error-summary")?.focus();
  // Days and times are shown as of where the person is, and a signature carries their zone.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  for (const field of document.querySelectorAll("input[data-zone]")) field.value = zone;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // What was typed into a page's form when the session had ended is put back after signing in again. It is kept in this
  // tab alone, and forgotten as soon as another page of the site comes.
  const form = document.getElementById("answers");
  const kept = `typed:${location.pathname}`;
  const isSigningIn = location.pathname.startsWith("/account/");
  if (!isSigningIn) {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("typed:") && key !== kept) sessionStorage.removeItem(key);
    }
  }
  const typed = sessionStorage.getItem(kept);
  if (form && typed && !document.querySelector(".error-summary")) {
    const pairs = JSON.parse(typed);
    for (const field of form.elements) {
      if (!pairs.some(([name]) => name === field.name)) continue;
      const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.type !== "hidden") field.value = values[0];
    }
    document.getElementById("put-back")?.removeAttribute("hidden");
  }
  form?.addEventListener("submit", () => {
    const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf"));
    sessionStorage.setItem(kept, JSON.stringify(pairs));
  });
  // Leaving at once: the page is replaced, so that "back" does not lead here again.
  document.querySelector("[data-exit]")?.addEventListener("click", (event) => {
    event.preventDefault();
    sessionStorage.clear();
    location.replace(event.currentTarget.href);
  });
  // A link to a folded part opens it.
  const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
  window.addEventListener("hashchange", open);
  open();
});
