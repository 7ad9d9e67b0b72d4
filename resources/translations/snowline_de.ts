<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AdvancedPanel</name>
        <message>
            <source>Filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear all filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide the filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide the filters (Ctrl+Shift+F)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At least</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Orientation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to narrow here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnswerHeader</name>
        <message>
            <source>Show unlikely matches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searching…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>photo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at least {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The best {0} of {1}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 copy folded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} copies folded</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChipStrip</name>
        <message>
            <source>How your search was understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}. Click to take it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it out of the search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search for “{0}” as typed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You typed “{0}”. Click to search for just that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search for “{0}” as plain words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read from “{0}”. Click to search for these words instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{0}” as words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searched for as plain words. Click to have them understood again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Have “{0}” understood again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>like {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Photos that look like {0}. Click to take it out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {0} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CloseQuestion</name>
        <message>
            <source>Photos are still being indexed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snowline can go on with that out of sight. You find it again in the tray, beside the clock.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This desktop has no tray in which Snowline could go on out of sight. What is indexed stays.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do this every time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can change this in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop; go on at the next start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on in the tray</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Closing</name>
        <message>
            <source>Your choice could not be kept: {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DayField</name>
        <message>
            <source>Any day</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DropVeil</name>
        <message>
            <source>Drop to make these photos searchable</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EntryDelegate</name>
        <message>
            <source>{0} new</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ErrorPage</name>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FacetSection</name>
        <message>
            <source>Show {0} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show fewer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GeneralPage</name>
        <message>
            <source>General</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light or dark colours. High contrast of the system always wins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>appearance colour scheme dark mode night bright black white looks contrast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language of the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Takes effect when Snowline is opened the next time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>interface language English German Deutsch translation words locale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When the window is closed while photos are indexed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indexing can go on in the background, with an icon in the task bar, or stop and go on next time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on in the background</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop until next time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quit exit tray minimise background keep running close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notifications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell me when a long run of indexing has ended and the window is out of sight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>message alert popup tell desktop finished done</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Keeping</name>
        <message>
            <source>Your settings could not be kept: {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoMatchPage</name>
        <message>
            <source>Show unlikely matches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try fewer or more common words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not all photos are indexed yet; results appear here when they are found.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in your library looks like {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PhotoActions</name>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find &amp;similar: same subject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find similar: same &amp;picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the ones &amp;like this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in file &amp;manager</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy p&amp;ath</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Favourite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a &amp;tag…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to t&amp;rash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find similar, once it is described</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sort b&amp;y</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Group by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No rating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rat&amp;ing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove "{0}"</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PhotoWishes</name>
        <message>
            <source>File copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} files copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Path copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} paths copied</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it was found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a photo to see it here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a drive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {0}, which is not connected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On {0}, which is not connected, last seen {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}, {1}: search for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search for “{0}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file cannot be read now: {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProblemLine</name>
        <message>
            <source>Use {0} instead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueryPicture</name>
        <message>
            <source>This picture cannot be searched by: there is no room for it on the disk.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RatingBar</name>
        <message>
            <source>Favourite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Favourite (Ctrl+D)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchBar</name>
        <message>
            <source>Library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Library (Ctrl+B)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back (Alt+Left)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a folder with photos (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters (Ctrl+Shift+F)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List (Ctrl+1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thumbnails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thumbnails (Ctrl+2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preview pane (Alt+P)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings (Ctrl+,)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search your photos: snow on mountains</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add words: at night, in the snow</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Search your photos</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search by the copied picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Setting</name>
        <message>
            <source>Back to default</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to default: {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsWindow</name>
        <message>
            <source>Settings – Snowline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find a setting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find a setting (Ctrl+F)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pages of settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}, on the page {1}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No setting is called that.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Shelving</name>
        <message>
            <source>Recent searches forgotten</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this search (Ctrl+S)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Favourites</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved searches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drives</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search for something, then save it with the button above.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} new</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget recent searches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename saved search</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SizeField</name>
        <message>
            <source>any</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Add folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opening your library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What are you looking for?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking at your photos</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can search as soon as the first ones are indexed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a folder with photos here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snowline looks at every photo on this computer, and finds them by what is in them. Nothing leaves your machine, and your files stay as they are.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SuggestionList</name>
        <message>
            <source>Suggestions</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TagDialog</name>
        <message>
            <source>Add tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Tags for {0}, with a comma between several:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Open Snowline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for photos</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snowline, paused
{0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snowline
{0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on indexing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause indexing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>{0} – Snowline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this photo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This search did not work</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a folder with photos</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your library cannot be opened</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Grid</name>
        <message>
            <source>Search results</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_List</name>
        <message>
            <source>Search results</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>changes</name>
        <message numerus="yes">
            <source>%Ln file(s) will be tried again</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described again</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Nothing was changed since this window was opened. Once more undoes: {0}, {1}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undone: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done again: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This can be done once the photo is described.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to change: it is so already.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{0} stays: {1} (and %Ln more).</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>{0} stays: {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} · Ctrl+Z undoes it</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{0} · %Ln not: {1}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln changed again since, and stay as they are</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
    </context>
    <context>
        <name>delegates</name>
        <message>
            <source>No picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>pages</name>
        <message>
            <source>snow on mountains</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a dog running on grass</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>people at the beach</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>city at night</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by what is in them. Say it in your own words.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Search for {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>preview</name>
        <message>
            <source>Not described yet; found by its name and place.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>shortcuts</name>
        <message>
            <source>Go to the search field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show results as a list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show results as thumbnails</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide the preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide the library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide the filters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do again what was undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is the key for “{1}” already. Choose another, or change that first.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sidebar</name>
        <message>
            <source>{0}, not connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}, not connected, last seen {1}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wording</name>
        <message>
            <source>Likely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Maybe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlikely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>likely match</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>maybe a match</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unlikely match</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} likely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} maybe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} unlikely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Likely matches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Maybe: less sure from here on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlikely: below the relevance line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}: watched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}: looked at every few minutes, as {1}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0}: not connected</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%Ln photo(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln drive(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln star(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Unknown date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not rated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rejected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>favourite</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every photo in this answer fulfils it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} % of what speaks for this photo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} % of what speaks for this photo, {1} % sure by itself</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%Ln more photo(s) like this</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>not described yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not described yet. Similar photos can be found once it is.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Looking for photos: %Ln file(s) found</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Finishing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading text in {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indexing {0}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Reading text in {0} of %Ln photo(s) ({1} %)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>Indexing {0} of %Ln photo(s) ({1} %)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>{0} photos/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No photos found there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing new</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) indexed in {0}</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Stopped: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} unchanged</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} of %Ln photo(s) described</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for mains power</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>changes in %Ln folder(s) wait</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for changes in %Ln folder(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>watching %Ln folder(s)</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>looking at %Ln folder(s) every few minutes</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s) not connected</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message numerus="yes">
            <source>{n} paths let in again</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files are tried again</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>d MMM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>d MMM yyyy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on {drive}, last seen {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on a drive, last seen {day}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on {drive}, not connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>on a drive, not connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{raw} is not a folder of this library. Its folders: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library knows no drive {drive_id}. The command status lists its drives.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot make the library folder {folder}: {strerror}. Choose another with --library, or check permissions and free space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no library at {folder} yet. Index a folder of photos first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {parent} was not closed properly and lies where nothing can be written. Open it once where it can be written, or copy the whole folder to such a place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} was made by a newer Snowline. Update this program, or choose another library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} could not be written: the disk is full or failing. Free some space and start again; what was finished before is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} is locked by another program. Close it and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library file {part1} is damaged. Run doctor --repair, or move it away and index the folders again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} cannot be opened or written. Check the folder's permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} was made by an older Snowline. Index any folder once to bring it up to date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a rating is a number from 0 to {BEST_RATING}, “rejected” or “none”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a tag is longer than {TAG_LIMIT} characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the caption is longer than {CAPTION_LIMIT} characters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not there. Check the name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not excluded. Excluded are: {listed}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was left out at {path}. The list: python3 main.py doctor --skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library in {folder} is not empty. Choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no drive called “{name}” in this library. Known: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{summary}: this entry was written by another version of Snowline, which this one cannot revert.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another Snowline is writing to this library. Folders, drives and files can be changed when it has finished; ratings, favourites, tags, captions and saved searches at any time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The history has no entry {entry}. The command history lists them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Entry {entry} ({summary}) {already}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is {none}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write to the library at {folder}: {strerror}. Check the folder's permissions, or choose another library with --library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another Snowline{who} is writing to the library at {folder}. Wait until it has finished, or stop it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot lock the library at {folder}: {strerror}. Free some space, or keep the library on a drive of this computer: network folders often cannot be locked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This {what} is too long: {kept} characters, at most {limit} are kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A tag needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A rating is a number from 0 to {BEST_RATING}, or {LEAST_RATING} for rejected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{part0} of these are not in the library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name that begins with a dot would hide the file. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file's name cannot hold {spoken}. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Windows keeps the name “{stem}” for itself. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This name is too long: {raw} bytes, and a file's name holds {LONGEST_NAME}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{part0} keeps its name: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is not in the library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is on {label}, which is offline. Connect the drive and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not where it was. Index its folder to bring it up to date.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{part0} keeps its name: a file named {part2} was moved from here to the trash, and may come back. Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file's name cannot hold half a character. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The ending says what kind of file it is, and stays {ending}. Leave it out, or write it so.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{part0} keeps its name: {_TAKEN}, {after}. Choose another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The damaged library was made by a newer Snowline. Update this program and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The damaged library says that steps of its making are missing; it cannot be salvaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The damaged library cannot be salvaged: its tables do not fit together.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be read of {path} any more: its list of tables is damaged. Put back a copy of it (library.sqlite.backup-DATE beside it, if there is one), or move it away and index the folders again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a saved search “{name}” already. Choose another name, or rename or remove that one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A saved search needs a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This name is too long: {kept} characters, at most {NAME_LIMIT} are kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no saved search: it needs a name and a query, both text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This query is too long: at most {TEXT_LIMIT} characters are kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no saved search “{name}”. The command saved list names them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This library has no generation {name}. List them with: generations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} answers searches now. Use another generation before you drop it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it could not be moved to the trash ({part1})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another file lies at its place; move that one away first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it could not be moved back from the trash ({part1})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This library was opened for reading only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not below its drive's mount {mount}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a photo but {kind}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a photo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file is larger than {part1} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a picture without pixels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too large: {width} x {height} pixels, and the limit is {part5} million pixels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too large for its kind: {width} x {height} pixels would take minutes to read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too large: {part1} x {part3} pixels of this kind need {part5} MB of memory, and the limit is {part7} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{damage}: {part} of the picture is there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>damaged camera raw file: the picture in it cannot be developed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>too large: {width} x {height} pixels of raw data need too much memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{part0} cannot be written ({part2}). Check its permissions and free space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is larger than {part1} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a folder, not a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not an ordinary file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not a possible file name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The thumbnail {target} cannot be written ({strerror}). Make room or allow writing there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is XML, but no XMP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack {generation} in {folder} makes vectors of {dims} numbers from {part7} px pictures; Snowline needs {VECTOR_DIMS} from {INPUT_SIDE} px.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model pack in {folder}: {MANIFEST_NAME} is missing. Reinstall Snowline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {name} cannot be read ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack in {folder} has format {part3}; this Snowline reads format {FORMAT}. Update Snowline, or use a pack made for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {MANIFEST_NAME} lacks {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack {generation} in {folder} lists no {name}. Reinstall Snowline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {name} {what}. Reinstall Snowline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The part that reads text in pictures cannot be loaded: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model {path} cannot be loaded: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} holds no association. It should have columns cue, target, FSG and BSG.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line 1 of {source} must name the columns: "cue", "target", "FSG" (forward strength) and, where there is one, "BSG" (backward strength), separated by tabs or commas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{where}: "{cell}" is no strength; one is a number from 0 to 1. Check the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{where} has {row} columns, fewer than its first line. Check the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{where} names no word where a cue and a target should be. Check the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line {line_num} of {source} cannot be read ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The names of places in {folder} are incomplete. Install Snowline again to mend that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The names of places in {folder} cannot be read ({error}). Install Snowline again to mend that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} holds no vectors yet: there is nothing to build an index of.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no room for the index in {folder}: it takes {need} MB. Free some space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write {path}: {part3}. Free some space on that disk and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write {_manifest}: {part3}. Free some space on that disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{manifest} is damaged. {_MEND}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In {parent}, {fault}. {_MEND}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{manifest} is damaged ({error}). {_MEND}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write to {folder}: {part3}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Annoy cannot write to {parent}: its name has letters that Annoy does not know. Search goes on without it, a little slower.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Annoy cannot open {path}: its name has letters that Annoy does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} holds {get_n_items} vectors instead of {count}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write {path}: {error}. Free some space on that disk and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot read {path}: {error}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} holds vectors of {dims} numbers, but the model pack makes {part4}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} was written by another version of Snowline (format {version}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is open for reading only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot read {path}: {part3}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write {path}: {part3}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indexing stopped: {_deaths} worker processes in a row ended without reading a photo (the last: {cause}). What was indexed is kept. Restart the computer, or reinstall Snowline, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The models could not be loaded: a worker process ended {_start_failures} times while it started ({cause}). Close other programs to free memory, or reinstall Snowline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Indexing stopped: the text model failed twice on the same texts ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {_folder} was made by a newer Snowline. Update this program, then check again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{target} cannot be written: {strerror}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is forgotten, but {folder} could not be removed ({part4}). Remove it by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {_folder} is kept up to date by another Snowline already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to watch yet. Name a folder: python3 main.py watch FOLDER</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{folder} cannot be watched: it is not a folder, or not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library at {folder} could not be written ({part3}). Free some space and start again; what was finished before is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} is too large for a list of associations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} is no text in UTF-8 (byte {start}). Save it as UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{source} cannot be read: {part2}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot remove {part1}: {part3}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file cannot be read: its drive did not answer within {_seconds} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{raw} cannot be indexed: it is not there. Check the name, or plug in its drive.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the folder cannot be read: {error}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The index of {what} in {library_folder} could not be built (exit code {exitcode}). Check the free space there; searching works meanwhile, more slowly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{part1}” is no rating: say 0 to 5, “{_REJECTED}” or “{_NONE}”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{part1}” is neither yes nor no</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} names no photos: its first line must name the columns, “path” or “key” among them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} is not in UTF-8. Save it as “CSV UTF-8” and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path} cannot be read: {strerror}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{path}, line {line_num}: this is no CSV ({error}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is nothing that a photo can be here. Choose one of {STATES}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{key}:” cannot ask for {value}. Ask for something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing lies between {since} and {until}: swap the two dates.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{date}” is no date. Write it as 2023, 2023-06 or 2023-06-15.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No photo has at least {low} and at most {high} stars: swap the two.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is no rating. Ask for 1 to {_BEST} stars, none or rejected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{name}” is no orientation. Choose one of {ORIENTATIONS}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No file is larger than {low} and smaller than {high} bytes: swap the two sizes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot sort by "{sort}"; choose one of {SORT_ORDERS}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The photos in {folder} were described by the model pack {name}, which is not on this computer any more. Run index: it describes them with the pack in use now. Nothing that you added is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the first {MOST_TERMS} words are read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A value is missing: {hint}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{example} is not in the library. Index it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Photo {example} is not in the library. Run index again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library in {folder} was described by the model pack {described_by}, but {ours} is in use. Run index again to describe its photos anew.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
