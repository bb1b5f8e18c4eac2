"""Static files under names that carry a hash of their content, compressed once at set-up.

collectstatic must never run with --clear on a live host: old hashed files stay where they are,
because a phone in a pocket may hold last week's page and its service worker last week's build.
Nothing here deletes a hashed file, and WHITENOISE_KEEP_ONLY_HASHED_FILES only removes unhashed ones.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports of our own JavaScript modules, so there is no bundler.

    Django's switch for that covers every *.js. Other people's files have `import()` in comments
    and strings (htmx does), which it takes for modules and then fails to find. So its patterns
    apply to js/ alone, where an import ends with a semicolon and no two modules form a cycle.
    """

    # Left off, or Django would add its patterns for *.js on top of these.
    support_js_module_import_aggregation = False
    # A module's name hashes those of what it imports: as many passes as the longest chain of imports, and one to spare.
    max_post_process_passes = 12
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
