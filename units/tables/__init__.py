"""Tables as shown: columns, header and order by django-tables2, rows formatted once in Python."""
