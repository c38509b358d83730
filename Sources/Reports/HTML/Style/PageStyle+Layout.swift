// The parts of a page.
extension PageStyle {
    static let layout = """
        header{border-bottom:1px solid var(--border);padding-bottom:.9rem;margin-bottom:1.4rem}
        section{margin-bottom:2.2rem}
        footer{border-top:1px solid var(--border);color:var(--muted);padding-top:.6rem;font-size:.85rem}
        .command{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .6rem;margin:.5rem 0}
        .command>span:first-child{color:var(--muted)}
        .command code{background:var(--surface);border:1px solid var(--border);border-radius:6px;
        padding:.25rem .55rem;overflow-wrap:anywhere;user-select:all}
        .failure{border:1px solid var(--border);border-inline-start:4px solid var(--bad);border-radius:6px;
        padding:.9rem 1rem;margin:0 0 1rem}
        .failure.flaky{border-inline-start-color:var(--doubtful)}
        .count{color:var(--bad);font-weight:400;white-space:nowrap}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15rem .8rem;margin:0 0 .7rem}
        dl.failure{padding:.6rem .8rem}
        dt{color:var(--muted)}
        dd{margin:0;max-height:16rem;overflow:auto}
        ul.names{margin:.3rem 0;padding:0;list-style:none}
        .member .command{margin:.2rem 0}
        figure{margin:.4rem 0 1rem}
        figcaption{color:var(--muted);font-size:.92rem;max-width:34rem}
        .left-out{color:var(--muted);font-style:italic}
        #run{border:2px solid var(--link);border-radius:8px;padding:1rem;background:var(--background)}
        .title-row{display:flex;justify-content:space-between;align-items:flex-start;gap:1rem}
        #run h2{overflow-wrap:anywhere;font-size:1.3rem}
        #run h2 .quiet{font-weight:400}
        .said{white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,Menlo,Consolas,monospace;
        font-size:.85rem}
        .error{max-height:12rem;overflow:auto}
        .filter{margin:0 0 .8rem;display:grid;grid-template-columns:max-content minmax(8rem,34rem) 1fr;
        gap:.2rem .7rem;align-items:center}
        .filter label{font-weight:600}
        .filter input{width:100%;background:var(--background);border:1px solid var(--muted);border-radius:6px;
        padding:.35rem .6rem}
        .filter output{color:var(--muted)}
        #filter-help{grid-column:2/-1;margin:0;color:var(--muted);font-size:.85rem}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:.5rem 2rem}
        .claim{border-top:1px solid var(--border);padding:1rem 0}
        @media (max-width:40rem){
        body{padding:.9rem .75rem 2rem}
        h1{font-size:1.4rem}
        .filter{grid-template-columns:minmax(0,1fr)}
        #filter-help{grid-column:1}
        dl{grid-template-columns:minmax(0,1fr)}
        }

        """
}
