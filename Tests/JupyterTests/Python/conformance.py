"""Jupyter's own suite for kernels, run against the kernel `avts-nb` that is installed in this virtual environment."""
import unittest

import jupyter_kernel_test


class AvtsNBTests(jupyter_kernel_test.KernelTests):
    kernel_name = "avts-nb"
    language_name = "swift"
    file_extension = ".swift"
    code_hello_world = 'print("hello, world")'
    code_stderr = ""
    completion_samples = [{"text": "stri", "matches": {"stride("}}, {"text": "Tensor.on", "matches": {"ones(", "oneHot("}}]
    complete_code_samples = ["1 + 1", "func f() -> Int {\n    1\n}", 'print("a")']
    incomplete_code_samples = ["func f() {", "let x = [1,", 'let s = """\n']
    invalid_code_samples = ["let = = 3", "}"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": '"ab"'},
    ]
    code_generate_error = "let empty: [Int] = []\nempty[1]"
    code_display_data = [
        {"code": 'show(LinePlot(y: [1, 2, 4], title: "Rise"))\nprint("after")', "mime": "image/png"},
        {"code": 'show(Table("T", columns: ["a"], rows: [["1"]]))\nprint("after")', "mime": "text/html"},
    ]
    code_history_pattern = "6*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "print"
    code_clear_output = "clearOutput()"
    code_page_something = ""


if __name__ == "__main__":
    unittest.main()
