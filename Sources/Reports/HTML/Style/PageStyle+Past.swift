// How runs changed over time.
extension PageStyle {
    static let past = """
        details.past{border-top:1px solid var(--border);margin:0;padding:.35rem 0}
        details.past>summary{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .8rem;overflow-wrap:anywhere;
        color:var(--text)}
        details.past>summary::before{content:"▸";color:var(--muted);width:.6em}
        details.past[open]>summary::before{content:"▾"}
        details.past[open]>summary svg{display:none}
        table.past{width:auto;min-width:min(40rem,100%);font-size:.92rem;margin:.3rem 0 .5rem 1.4rem}
        table.past th,table.past td{vertical-align:middle;padding-block:.12rem}
        table.past th[scope=row]{overflow-wrap:break-word;min-width:4rem}
        tr.found td{color:var(--doubtful)}
        svg.spark{display:block;width:9.4rem;height:1.5rem;overflow:visible}
        td.spark{width:9.4rem}
        td.spark svg.spark{width:7rem}
        .spark .line{fill:none;stroke:var(--work);stroke-width:1.4;stroke-linejoin:round}
        .spark .last{fill:var(--work)}
        .spark .passed{stroke:var(--good);stroke-width:1.6;fill:none}
        .spark .failed{stroke:var(--bad);stroke-width:2;fill:none}
        @media (max-width:40rem){
        td.spark{display:none}
        table.past{margin-inline-start:0;width:100%}
        table.past tr>:nth-child(n+6){display:none}
        table.past svg.spark{width:6rem}
        }

        """
}
