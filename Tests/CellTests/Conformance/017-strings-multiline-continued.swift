let text = """
one \
two
three
"""
print(text)
