struct Box<T> { var x: T }
