// The private check: hash, send the beginning, get the bucket, compare here. Nothing else leaves the page.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("private-check");
  if (!box || !window.crypto?.subtle) return;
  const words = document.getElementById("private-words").dataset;
  const [input, button, error, answer] = ["asked", "ask", "asked-error", "private-answer"].map((id) => document.getElementById(id));
  box.hidden = false;
  document.getElementById("needs-script").hidden = true;

  const ALPHABET = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  const fromBase58 = (text) => [...text].reduce((number, letter) => number * 58n + BigInt(ALPHABET.indexOf(letter)), 0n);

  const NSID = /^([1-9][0-9]{4,11})@[Nn]([0-9]{2})$/;
  const DATE = /^(?:(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|[0-3][0-9][0-3][0-9](?:19|20)[0-9]{2})$/;
  const TELEPHONE = /^1?[2-9][0-9]{9}$/;
  const RESERVED = /^(?:tags|upload|friends|organize|me)$/i; // where an account’s name would stand
  const STATIC = /^(?:live|farm[0-9]{1,2}|c[0-9])\.static\.?flickr\.com$/;

  // What was pasted, as [kind, id]; null when it is neither a photo nor an account without doubt.
  const read = (text) => {
    text = text.normalize("NFKC").replace(/\p{Cf}/gu, "").trim().replace(/%40/g, "@");
    const account = NSID.exec(text);
    if (account) return ["owner", `${account[1]}@N${account[2]}`];
    if (/^[0-9]+$/.test(text)) return isPhoto(text) ? ["photo", text] : null;
    return URL.canParse(withScheme(text)) ? readLink(new URL(withScheme(text))) : null;
  };
  const isPhoto = (digits) => /^[1-9][0-9]{7,10}$/.test(digits) && !DATE.test(digits) && !TELEPHONE.test(digits);
  const withScheme = (text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`);

  const readLink = (link) => {
    const host = link.hostname.replace(/^(?:www|m|secure)\./, "");
    if (link.username) return null;
    if (host === "flic.kr") {
      const short = /^\/p\/([1-9A-HJ-NP-Za-km-z]{1,8})\/?$/.exec(link.pathname);
      return short && ["photo", String(fromBase58(short[1]))];
    }
    if (STATIC.test(host)) {
      const file = /\/([1-9][0-9]{0,18})_[0-9a-z]{6,16}(?:_[a-z0-9]{1,2})?(?:_d)?\.[a-z0-9]{2,4}$/i.exec(link.pathname);
      return file && ["photo", file[1]];
    }
    return host === "flickr.com" ? readPage(link.pathname) : null;
  };

  const readPage = (path) => {
    const photo = /^\/photos?\/([^/]+)\/([1-9][0-9]{0,18})(?:\/|$)/i.exec(path);
    if (photo) return RESERVED.test(photo[1]) ? null : ["photo", photo[2]];
    const account = NSID.exec(/^\/(?:photos|people)\/([^/]+)\/?$/i.exec(path)?.[1] ?? "");
    return account && ["owner", `${account[1]}@N${account[2]}`];
  };

  const hash = async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase();
  };

  const get = async (address) => {
    const response = await fetch(address, { credentials: "omit" });
    if (!response.ok) throw new Error(response.status);
    return response;
  };

  // One release: [what was found, the digits that were sent, entries in the answer].
  const ask = async (dataset, release, kind, id) => {
    const how = release.ranges[kind];
    if (!how) return [words.uncheckable, "", 0];
    const where = `${dataset.name}/${release.release}/${kind}`;
    const hashed = await hash(`${where}/${id}`);
    const sent = hashed.slice(0, how.digits);
    const bucket = await (await get(`${box.dataset.range}${where}/${sent || "all"}`)).text();
    const isThere = bucket.split("\n").includes(`${hashed.slice(how.digits)}:1`);
    const found = dataset.is_pool ? words.pool : kind === "owner" ? words.account : words.found;
    return [isThere ? found : words.absent, sent, how.largest, isThere];
  };

  const cell = (row, text, tag = "td") => row.appendChild(Object.assign(document.createElement(tag), { textContent: text }));

  const show = (rows) => {
    const table = document.createElement("table");
    table.createCaption().textContent = words.caption;
    const head = table.createTHead().insertRow();
    for (const title of [words.dataset, words.outcome, words.sent]) cell(head, title, "th").scope = "col";
    const body = table.createTBody();
    for (const [title, [outcome, sent, among, isThere]] of rows) {
      const row = body.insertRow();
      cell(row, title);
      const tag = cell(row, "").appendChild(document.createElement("span"));
      tag.textContent = outcome;
      if (isThere) tag.className = outcome === words.pool ? "tag warn" : "tag bad";
      cell(row, sent ? `${sent} (${words.among} ${among})` : among ? words.everything : "–");
    }
    const scroll = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0 });
    scroll.append(table);
    answer.replaceChildren(scroll, Object.assign(document.createElement("p"), { className: "small", textContent: words.after }));
  };

  const check = async () => {
    const asked = read(input.value);
    error.textContent = asked ? "" : words.unreadable;
    input.setAttribute("aria-invalid", String(!asked));
    if (!asked) return input.focus();
    answer.textContent = words.working;
    try {
      const { datasets } = await (await get(box.dataset.datasets)).json();
      const releases = datasets.flatMap((dataset) => dataset.releases.map((release) => [dataset, release]));
      const rows = await Promise.all(
        releases
          .filter(([, release]) => Object.keys(release.ranges).length)
          .map(async ([dataset, release]) => [`${dataset.title}, ${release.release}`, await ask(dataset, release, ...asked)]),
      );
      show(rows);
    } catch {
      answer.textContent = words.failed;
    }
  };

  button.addEventListener("click", check);
  input.addEventListener("keydown", (event) => event.key === "Enter" && check());
});
