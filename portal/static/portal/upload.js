// The download's upload with progress. Without this file the form is sent as any form is.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("download");
  const [error, progress, bar] = ["download-error", "download-progress", "download-bar"].map((id) => document.getElementById(id));
  const input = form.querySelector("input[type=file]");
  const label = progress.querySelector("label");

  form.addEventListener("submit", (event) => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    error.textContent = size > Number(form.dataset.limit) ? error.dataset.tooLarge : "";
    if (!size || error.textContent) return error.textContent && event.preventDefault();
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
      if (loaded === total) {
        label.textContent = label.dataset.reading;
        bar.removeAttribute("value"); // how long reading takes is not known
      }
    });
    request.addEventListener("load", () => {
      // Where the answer is a page of its own, go there; else show it here.
      if (new URL(request.responseURL).pathname !== location.pathname) return location.assign(request.responseURL);
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = page.title;
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelector("main").focus();
      window.scrollTo(0, 0);
    });
    request.addEventListener("error", () => form.submit()); // let the browser say what is wrong
    request.open("POST", location.href);
    progress.hidden = false;
    form.querySelector("button").disabled = true;
    request.send(new FormData(form));
  });
});
