# The same two verbs for those who have make; go.py needs only Python.
.PHONY: demo test
demo test:
	python3 go.py $@
