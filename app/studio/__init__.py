"""The authoring studio without its screen: texts being written, checked, tried, rehearsed and published."""
