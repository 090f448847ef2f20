"""Positions as people give them to the service and the command line."""


def position_of(text: str) -> tuple[float, float]:
    """Longitude and latitude (degrees, WGS 84) written with a comma between them.

    Raises:
        ValueError: That is no position; says what would be.
    """
    try:
        lon, lat = map(float, text.split(","))
    except ValueError:
        raise ValueError(
            f"{text[:40]!r} is no position; write longitude,latitude, for example 131.9,43.1"
        ) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"{text[:40]!r} is not on Earth; longitude comes first, then latitude")
    return lon, lat
