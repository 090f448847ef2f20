"""Who, where and when: toponyms with their roles, persons, actors, coreference, times."""
