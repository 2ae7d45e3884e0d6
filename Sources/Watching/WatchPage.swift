/// The page: how the run stands above, curves beside, the report below.
enum WatchPage {
    static let html = #"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>watching</title><link rel="icon" href="data:,">
        <style>
        :root { color-scheme: light dark; --ink: #1c2128; --faint: #656d76; --line: #d0d7de; --paper: #fff; --blue: #0969da; --red: #cf222e; --green: #1a7f37 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #8b949e; --line: #30363d; --paper: #0d1117; --blue: #58a6ff; --red: #ff7b72; --green: #3fb950 } }
        body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 72rem; padding: 1rem }
        h1 { font-size: 1.4rem; margin: 0 } .faint { color: var(--faint) } .failed { color: var(--red) } .ok { color: var(--green) }
        #bar { height: .5rem; background: var(--line); border-radius: .25rem; overflow: hidden; margin: .5rem 0 } #bar i { display: block; height: 100%; width: 0; background: var(--blue) }
        #cells { display: flex; flex-wrap: wrap; gap: .3rem; margin: .5rem 0 } #cells span { padding: 0 .5rem; border: 1px solid var(--line); border-radius: .8rem; font-size: .85rem }
        #cells .running { border-color: var(--blue); color: var(--blue) }
        #curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; margin: 1rem 0 }
        figure { margin: 0; border: 1px solid var(--line); border-radius: .4rem; padding: .5rem } figcaption { font-size: .85rem; display: flex; justify-content: space-between; gap: 1rem }
        .range { font-size: .75rem } svg { width: 100%; height: 8rem; display: block } path { fill: none; stroke: var(--blue); stroke-width: 1.5; vector-effect: non-scaling-stroke } path.raw { opacity: .3; stroke-width: 1 }
        iframe { width: 100%; border: 0; border-top: 1px solid var(--line); height: 80vh } #lost { display: none } .lost #lost { display: inline }
        </style></head><body>
        <h1 id="title">waiting for a run</h1>
        <div><b id="status"></b> <span class="faint" id="facts"></span> <span id="lost" class="failed">· the connection is lost, trying again</span></div>
        <div id="bar"><i></i></div><div id="now"></div><div id="cells"></div><div class="faint" id="time"></div>
        <div id="curves"></div><iframe id="report" title="report" sandbox="allow-same-origin"></iframe>
        <script>
        "use strict";
        const at = id => document.getElementById(id), series = new Map(), most = 4000;
        let dirty = new Set(), reportDue = false;
        const duration = s => s < 60 ? s.toFixed(1) + " s" : s < 3600 ? Math.floor(s / 60) + " min " + Math.floor(s % 60) + " s" : Math.floor(s / 3600) + " h " + Math.floor(s % 3600 / 60) + " min";
        function state(s) {
          document.title = s.status + " · " + s.title; at("title").textContent = s.title;
          at("status").textContent = s.status; at("status").className = s.status === "ok" ? "ok" : s.status === "running" ? "" : "failed";
          const done = s.cells.filter(c => !["not-run", "running"].includes(c.status)).length, running = s.cells.find(c => c.status === "running");
          at("facts").textContent = "· " + done + " of " + s.cells.length + " cells · " + duration(s.seconds) + (s.memory ? " · " + (s.memory / 1073741824).toFixed(1) + " GiB" : "");
          const p = running && running.progress, share = (done + (p && p.fraction || 0)) / Math.max(1, s.cells.length);
          document.querySelector("#bar i").style.width = 100 * share + "%";
          at("now").textContent = running ? running.id + " · " + duration(running.seconds) + (p ? " · " + [p.label, p.fraction == null ? "" : Math.round(100 * p.fraction) + " %", p.detail].filter(x => x).join(" · ") : "") : "";
          at("cells").replaceChildren(...s.cells.map(c => { const e = document.createElement("span"); e.textContent = c.id + (c.seconds ? " " + duration(c.seconds) : ""); e.className = c.status === "ok" ? "ok" : c.status === "running" ? "running" : ["failed", "timeout", "interrupted"].includes(c.status) ? "failed" : "faint"; e.title = c.note || c.status; return e; }));
          at("time").textContent = s.cells.filter(c => c.time).map(c => c.id + ": " + c.time).slice(-3).join("\n");
        }
        function points(list) {
          for (const p of list) {
            let one = series.get(p.series);
            if (!one) { one = { steps: [], values: [] }; series.set(p.series, one); }
            const v = typeof p.value === "number" ? p.value : NaN;
            one.steps.push(p.step); one.values.push(v); dirty.add(p.series);
            // Of long curves every other point stays: what is seen is the same.
            if (one.steps.length > 2 * most) { one.steps = one.steps.filter((_, i) => i % 2); one.values = one.values.filter((_, i) => i % 2); }
          }
        }
        function draw(name) {
          const one = series.get(name), id = "c" + [...series.keys()].indexOf(name); let f = at(id);
          if (!f) { f = document.createElement("figure"); f.id = id; f.innerHTML = '<figcaption><span></span><b></b></figcaption><div class="faint range"></div><svg viewBox="0 0 1000 300" preserveAspectRatio="none"><path class="raw"/><path/></svg>'; f.querySelector("span").textContent = name; at("curves").append(f); }
          const seen = one.values.filter(Number.isFinite); if (!seen.length) return;
          const lo = Math.min(...seen), hi = Math.max(...seen), a = one.steps[0], b = one.steps[one.steps.length - 1], X = s => 1000 * (s - a) / Math.max(1, b - a), Y = v => 290 - 280 * (v - lo) / (hi - lo || 1);
          const line = values => { let d = "", pen = false; values.forEach((v, i) => { if (!Number.isFinite(v)) { pen = false; return; } d += (pen ? "L" : "M") + X(one.steps[i]).toFixed(1) + " " + Y(v).toFixed(1); pen = true; }); return d; };
          let mean = null; const smooth = one.values.map(v => Number.isFinite(v) ? mean = mean === null ? v : .9 * mean + .1 * v : NaN), [raw, path] = f.querySelectorAll("path");
          raw.setAttribute("d", line(one.values)); path.setAttribute("d", one.values.length > 50 ? line(smooth) : line(one.values));
          f.querySelector(".range").textContent = lo.toPrecision(3) + " … " + hi.toPrecision(3); f.querySelector("b").textContent = seen[seen.length - 1].toPrecision(4) + " · step " + b;
        }
        function report() { if (!reportDue) return; reportDue = false; const frame = at("report"), y = frame.contentWindow ? frame.contentWindow.scrollY : 0; frame.onload = () => frame.contentWindow.scrollTo(0, y); frame.src = "report?" + Date.now(); }
        setInterval(() => { for (const name of dirty) draw(name); dirty = new Set(); report(); }, 500);
        const events = new EventSource("events");
        events.onopen = () => document.body.classList.remove("lost"); events.onerror = () => document.body.classList.add("lost");
        events.addEventListener("began", () => { series.clear(); dirty.clear(); at("curves").replaceChildren(); });
        events.addEventListener("state", e => state(JSON.parse(e.data))); events.addEventListener("points", e => points(JSON.parse(e.data))); events.addEventListener("report", () => reportDue = true);
        </script></body></html>
        """#
}
