// The few manners a page has beyond HTML. Everything works without this file.
"use strict";

// A dialog opens in place when its opener is a link to the same question on a page of its own.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("a[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

// A form sent twice acts once: the second click waits for the first answer. The server guards too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
document.addEventListener("htmx:after:request", (event) => event.target.closest?.("form")?.removeAttribute("data-sent"));

// After a refused form the reader lands on the summary of what to mend.
const mend = () => document.querySelector("[data-mend]")?.focus();
addEventListener("DOMContentLoaded", mend);
document.addEventListener("htmx:after:swap", mend);
