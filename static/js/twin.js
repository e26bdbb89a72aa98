// The other language's page keeps the query and the fragment: what is filtered, sorted or opened stays so.
const twin = document.querySelector("a.twin");

function follow() {
  const url = new URL(twin.href);
  [url.search, url.hash] = [location.search, location.hash];
  twin.href = url;
}

// In time for a click, for the keyboard, and for the menu of another button.
for (const event of ["pointerdown", "focusin", "click", "contextmenu"]) twin?.addEventListener(event, follow);
