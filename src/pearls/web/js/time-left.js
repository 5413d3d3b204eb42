// How long a call is still open, kept fresh.
(() => {
  "use strict";
  const language = document.documentElement.lang;

  function left(place) {
    const minutes = Math.max(0, Math.floor((new Date(place.dataset.timeLeft) - Date.now()) / 60000));
    const part = (value, unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    const parts = days > 1 ? [part(days, "day"), part(hours, "hour")] : [part(days * 24 + hours, "hour"), part(rest, "minute")];
    place.textContent = place.dataset.words.replace("%(time)s", parts.join(", "));
  }

  const counting = document.querySelectorAll("[data-time-left]");
  if (counting.length) {
    const all = () => counting.forEach(left);
    all();
    setInterval(all, 30000);
  }
})();
