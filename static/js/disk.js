// From disk there is no server that would answer a folder's address with its index.html.
if (location.protocol === "file:") {
  document.documentElement.classList.add("from-disk");
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, hash] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/i.test(path)) {
      link.setAttribute("href", `${path}index.html${hash ? `#${hash}` : ""}`);
    }
  }
}
