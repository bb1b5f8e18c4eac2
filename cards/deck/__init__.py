"""The deck as files: the rubric's machine checks, one YAML file a card, and the way in and out of the database."""
