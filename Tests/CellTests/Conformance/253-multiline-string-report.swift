let name = "curriculum"
let rows = [("easy", 78.4), ("hard", 65.7)]
let report = """
    # \(name.uppercased())
    \(rows.map { "- \($0.0): \($0.1) %" }.joined(separator: "\n"))
      indented "quotes" stay
    """
print(report)
print(report.split(separator: "\n").count)
