enum NotebookRoom {}
