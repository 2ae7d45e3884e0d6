struct P { var hp = 10 }
func hit(_ p: inout P, by n: Int) { p.hp -= n }
var team = [P(), P()]
hit(&team[1], by: 3)
for i in team.indices { team[i].hp += i }
print(team.map(\.hp))
