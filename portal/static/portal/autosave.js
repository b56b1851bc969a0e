// Sends what is filled in so far, a moment after each change. Without this file the button alone saves.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-autosave]");
  const status = document.getElementById("autosave");
  let timer, sending, waiting, wants;

  const send = async () => {
    if (sending) return void (waiting = true);
    sending = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const { saved, seen } = await answer.json();
      for (const [name, value] of Object.entries(seen)) form.elements[name].value = value;
      if (saved) status.textContent = status.dataset.saved;
    } catch {
      status.textContent = status.dataset.failed;
    }
    sending = false;
    if (wants) return form.requestSubmit(wants);
    if (waiting) (waiting = false), send();
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, 1200);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault(); // what is under way comes first, or the page would look like another window's
    wants = event.submitter;
  });
});
