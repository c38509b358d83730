// How a run went: what isn't told by colour alone is hatched, hollow, crossed or thick.
extension PageStyle {
    static let waterfall = """
        .patterns{position:absolute}
        .hatch-ground{fill:var(--background)}
        .hatch-line{stroke:var(--wait);stroke-width:2.6}
        svg.lane,svg.axis-row{display:block;overflow:visible}
        .waterfall{table-layout:fixed;margin:.4rem 0 0}
        .waterfall th[scope=row]{overflow-wrap:anywhere}
        .waterfall thead th:first-child{width:18%}
        .waterfall thead th.number{width:5.5rem}
        .waterfall thead th.words{width:27%}
        .waterfall td,.waterfall th{padding-block:0;line-height:1.4;vertical-align:middle}
        .waterfall td.bar{border-inline:1px solid var(--border);padding-inline:0}
        .waterfall th.bar{padding-inline:0}
        .waterfall tbody tr{height:27px}
        .waterfall .number,.waterfall .words{padding-inline-start:.7rem}
        .waterfall .words{font-size:.9rem;color:var(--muted);overflow-wrap:anywhere}
        .waterfall .words.bad{color:var(--bad)}
        th.on-path{font-weight:600}
        .tick{fill:var(--muted);font-size:11px}
        rect.attempt{fill:var(--work)}
        rect.failed,rect.rejected{fill:var(--background);stroke:var(--bad);stroke-width:1.6}
        rect.cancelled,rect.not-over{fill:var(--background);stroke:var(--work);stroke-width:1.5;stroke-dasharray:3 2}
        rect.wait{fill:url(#hatch);stroke:var(--wait);stroke-width:.8}
        rect.undo{fill:var(--background);stroke:var(--doubtful);stroke-width:1.6}
        rect.turn{fill:var(--muted)}
        rect.path{fill:var(--path)}
        path.cross{stroke:var(--bad);stroke-width:2.2;fill:none}
        path.hit{fill:var(--background);stroke:var(--hit);stroke-width:1.8}
        path.fault{fill:var(--fault);stroke:var(--fault);stroke-width:1.2}
        .legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.85rem;color:var(--muted)}
        .legend span{display:inline-flex;align-items:center;gap:.35rem}
        @media (max-width:40rem){
        .waterfall,.waterfall tbody,.waterfall caption{display:block}
        .waterfall thead{display:none}
        .waterfall tbody tr{display:grid;grid-template-columns:minmax(0,1fr) max-content;height:auto;
        padding-block:.15rem}
        .waterfall td.bar{grid-column:1/-1;grid-row:2}
        .waterfall td.words{grid-column:1/-1;padding-inline-start:0}
        }

        """
}
