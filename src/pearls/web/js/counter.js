// Counts words or letters while somebody types: data-counter names the field, data-limit the most,
// data-unit is "words" or "letters", data-text a sentence with %(count)s and %(limit)s. The server counts again.
(() => {
  "use strict";
  const count = (text, unit) => (unit === "letters" ? [...text].length : (text.trim().match(/\S+/g) || []).length);
  function show(counter) {
    const field = document.getElementById(counter.dataset.counter);
    if (!field || !counter.dataset.text) return;
    const now = count(field.value, counter.dataset.unit);
    const limit = Number(counter.dataset.limit || 0);
    counter.textContent = counter.dataset.text.replace("%(count)s", now).replace("%(limit)s", limit);
    counter.toggleAttribute("data-over", Boolean(limit) && now > limit);
  }
  const all = () => document.querySelectorAll("[data-counter]");
  document.addEventListener("input", (event) => {
    for (const counter of all()) if (counter.dataset.counter === event.target.id) show(counter);
  });
  all().forEach(show);
})();
