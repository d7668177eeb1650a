"""Who is named in a text, on gold mentions of our own, on headlines and on two pages beside the project."""
