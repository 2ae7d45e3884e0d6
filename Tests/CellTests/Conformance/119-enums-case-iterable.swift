enum Day: CaseIterable { case mon, tue, wed }
print(Day.allCases.count)
for d in Day.allCases { print(d) }
