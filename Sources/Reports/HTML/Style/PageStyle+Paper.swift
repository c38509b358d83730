// On paper: nothing that can only be pressed, and nothing cut.
extension PageStyle {
    static let paper = """
        @media print{
        body{max-width:none;padding:0;font-size:10pt}
        button,.filter,.skip,.copied{display:none}
        button.name{display:inline}
        button.name::before{content:none}
        a{color:inherit;text-decoration:none}
        dd,.error{max-height:none}
        article,tr,#run{break-inside:avoid}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }

        """
}
