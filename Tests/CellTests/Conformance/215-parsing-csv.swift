let text = """
name,size,ratio
stem,12,0.5
head,7,0.25
bad line
tail,x,1
"""
struct Row { let name: String, size: Int, ratio: Double }
var rows: [Row] = []
var rejected = 0
for line in text.split(separator: "\n").dropFirst() {
    let fields = line.split(separator: ",").map(String.init)
    guard fields.count == 3, let size = Int(fields[1]), let ratio = Double(fields[2]) else { rejected += 1; continue }
    rows.append(Row(name: fields[0], size: size, ratio: ratio))
}
for row in rows { print(row.name, row.size, row.ratio) }
print("rejected", rejected, "total", rows.map(\.size).reduce(0, +))
