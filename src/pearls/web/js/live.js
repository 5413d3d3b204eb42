// Renews what hangs on the writing, such as the checks of a plan, after something has been saved. Without it the next
// page shows the same.
(() => {
  "use strict";
  const WAIT = 700;
  const parts = document.querySelectorAll("[data-live]");
  if (!parts.length || !window.fetch) return;
  let timer = 0;
  const renew = async (part) => {
    try {
      const answer = await fetch(part.dataset.live, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected || part.contains(document.activeElement)) return;
      part.innerHTML = await answer.text();
    } catch { /* no line: what is shown stays */ }
  };
  document.addEventListener("pearls:saved", () => {
    clearTimeout(timer);
    timer = setTimeout(() => parts.forEach(renew), WAIT);
  });
})();
