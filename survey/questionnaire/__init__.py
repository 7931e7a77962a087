"""What is asked: the document, its kinds of question, its conditions and the path through it."""
