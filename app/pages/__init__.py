"""What HTML pages are made of: templates, assets, cards for links, structured data, downloads."""
