print("tab\tquote\"backslash\\ unicode\u{41} nl\\n")
print("two\nlines")
