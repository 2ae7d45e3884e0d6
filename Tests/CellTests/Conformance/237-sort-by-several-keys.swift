struct Film { let title: String, year: Int, rating: Double }
let films = [Film(title: "B", year: 1999, rating: 8), Film(title: "A", year: 1999, rating: 9), Film(title: "C", year: 1980, rating: 8)]
let sorted = films.sorted { ($0.year, -$0.rating, $0.title) < ($1.year, -$1.rating, $1.title) }
print(sorted.map(\.title))
print(films.max { $0.rating < $1.rating }!.title, films.map(\.year).min()!)
