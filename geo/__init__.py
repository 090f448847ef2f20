"""The pipeline from a news report to a map: no web, no database, no settings.

``text -> Draft -> EventMap -> layers -> folium map``; every arrow is one public function.
"""
