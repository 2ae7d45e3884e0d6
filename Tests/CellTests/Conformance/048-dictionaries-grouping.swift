let groups = Dictionary(grouping: [1, 2, 3, 4, 5]) { $0 % 2 }
print(groups[0]!, groups[1]!)
