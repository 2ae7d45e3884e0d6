let text = """
    first
      second \(1 + 1)
    third "quoted"
    """
print(text)
