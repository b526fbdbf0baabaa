(()=>{
const d=document,$=id=>d.getElementById(id),root=d.documentElement.dataset.root,web=location.protocol.startsWith("http");
// Share, or copy the address.
const share=$("share"),said=$("said");
if(share&&(navigator.share||navigator.clipboard)){share.hidden=false;share.onclick=async()=>{try{if(navigator.share)await navigator.share({title:d.title,url:location.href});else{await navigator.clipboard.writeText(location.href);said.textContent=share.dataset.done}}catch{}}}
// A page of another site, when it is asked for.
const ask=$("frame");
if(ask)ask.onclick=e=>{e.preventDefault();const f=d.createElement("iframe");f.src=ask.href;f.title=ask.dataset.title;f.sandbox="allow-scripts allow-same-origin allow-forms";f.referrerPolicy="no-referrer";f.className="frame";ask.replaceWith(f);f.focus()};
// Search the deck's own list.
const form=$("search"),found=$("found"),plain=t=>t.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase(),code=t=>t.toUpperCase().replace(/[\s\u2010-\u2015-]/g,"").replace(/O/g,"0").replace(/[IL]/g,"1");
let cards;
const list=async()=>cards||(cards=$("cards")?JSON.parse($("cards").textContent):await(await fetch(root+"cards.json")).json());
const way=c=>{const l=d.documentElement.lang;return root+c.p+(c.l.includes(l)&&l!==c.l[0]?l+"/":"")+(web?"":"index.html")};
if(form){const q=$("q");form.hidden=false;form.onsubmit=e=>{e.preventDefault();const a=found.querySelector("a");if(a)a.click()};
q.oninput=async()=>{const all=await list(),t=plain(q.value.trim()),k=code(q.value.trim());found.replaceChildren();if(!t)return;
const hits=all.filter(c=>c.c===k||c.i.includes(t)||Object.values(c.t).some(s=>plain(s).includes(t))||(k.length>2&&c.c.startsWith(k))).slice(0,12);
for(const c of hits){const li=d.createElement("li"),a=d.createElement("a"),s=d.createElement("small");a.href=way(c);const l=d.documentElement.lang in c.t?d.documentElement.lang:Object.keys(c.t)[0];a.lang=l;a.textContent=c.t[l]||c.i;s.textContent=c.c;li.append(a," ",s);found.append(li)}
if(!hits.length){const li=d.createElement("li");li.textContent=found.dataset.none;li.lang=found.dataset.in;found.append(li)}};
// A code that was typed in small letters, or that carries the number of a copy: lead to its card.
const m=/\/c\/([^/]+)/.exec(decodeURI(location.pathname));
if(m&&d.body.classList.contains("lost"))list().then(all=>{const whole=code(m[1]),c=all.find(c=>whole.startsWith(c.c));if(c)location.replace(root+c.p);else{q.value=m[1].slice(0,40);q.oninput()}}).catch(()=>{})}
// Keep what was seen, for when there is no connection.
if(web&&"serviceWorker"in navigator&&window.isSecureContext)navigator.serviceWorker.register(root+"sw.js").then(()=>navigator.serviceWorker.ready).then(r=>r.active.postMessage([location.href,...performance.getEntriesByType("resource").map(e=>e.name),...[...d.querySelectorAll(".names a,.tongues a"),...d.querySelectorAll("link[rel=next],link[rel=prev],.foot a")].map(a=>a.href)])).catch(()=>{});
})();
