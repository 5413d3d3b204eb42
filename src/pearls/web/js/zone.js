// Says deadlines in the reader's own clock: tells the server for the next page, and completes this one.
(() => {
  "use strict";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  document.cookie = `pearls-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  const language = document.documentElement.lang;
  const shown = (moment, options) => new Intl.DateTimeFormat(language, options).format(moment);
  const wall = (moment, timeZone) => shown(moment, { timeZone, dateStyle: "short", timeStyle: "short" });
  const day = (moment, timeZone) => shown(moment, { timeZone, dateStyle: "short" });
  for (const element of document.querySelectorAll("time[data-zone]")) {
    const moment = new Date(element.dateTime);
    const there = element.dataset.zone;
    if (wall(moment, there) === wall(moment, zone)) continue;
    const form = day(moment, there) === day(moment, zone) ? element.dataset.sameDay : element.dataset.otherDay;
    const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(moment);
    const weekday = shown(moment, { timeZone: zone, weekday: "long" });
    element.textContent += `; ${form.replace("%(time)s", time).replace("%(weekday)s", weekday)}`;
  }
})();
