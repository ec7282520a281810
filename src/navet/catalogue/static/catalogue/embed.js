// Shows a hub's services on another site. Without it, the link inside the element stays and works.
// <div data-navet-services="https://…/services/feed.json"><a href="https://…/services/">Our services</a></div>
"use strict";
(() => {
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => value && made.setAttribute(key, value));
    return made;
  };

  const item = (service, level, language) => {
    const entry = element("li", "", { lang: service.language !== language && service.language, class: "navet-service" });
    const title = element(`h${level}`, "", { class: "navet-title" });
    title.append(element("a", service.title, { href: service.url }));
    entry.append(title, element("p", service.summary, { class: "navet-summary" }));
    return entry;
  };

  const show = async (place) => {
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.navetServices, { credentials: "omit" });
      if (!answer.ok) return;
      const { services, language } = await answer.json();
      if (!services.length) return;
      const list = element("ul", "", { class: "navet-services", lang: language });
      const level = /^[2-6]$/.test(place.dataset.level) ? place.dataset.level : 3;
      services.forEach((service) => list.append(item(service, level, language)));
      place.prepend(list);
    } catch {
      // The link that was there from the beginning still is.
    } finally {
      place.removeAttribute("aria-busy");
    }
  };

  const begin = () => document.querySelectorAll("[data-navet-services]").forEach(show);
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begin) : begin();
})();
