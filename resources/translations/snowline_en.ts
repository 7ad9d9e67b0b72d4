<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AnswerHeader</name>
        <message numerus="yes">
            <source>%Ln selected</source>
            <translation>
                <numerusform>%Ln selected</numerusform>
                <numerusform>%Ln selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DrivesPage</name>
        <message numerus="yes">
            <source>{0}: %n photo file(s) are no longer found. No file is touched, and what you said of the photos is kept: undo (Ctrl+Z in the main window) or adding a folder on it again brings it all back.</source>
            <translation>
                <numerusform>{0}: %n photo file are no longer found. No file is touched, and what you said of the photos is kept: undo (Ctrl+Z in the main window) or adding a folder on it again brings it all back.</numerusform>
                <numerusform>{0}: %n photo files are no longer found. No file is touched, and what you said of the photos is kept: undo (Ctrl+Z in the main window) or adding a folder on it again brings it all back.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExchangePage</name>
        <message numerus="yes">
            <source>%Ln photo(s) in {0}</source>
            <translation>
                <numerusform>%Ln photo in {0}</numerusform>
                <numerusform>%Ln photos in {0}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) changed.</source>
            <translation>
                <numerusform>%Ln photo changed.</numerusform>
                <numerusform>%Ln photos changed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln sidecar(s) written</source>
            <translation>
                <numerusform>%Ln sidecar written</numerusform>
                <numerusform>%Ln sidecars written</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln sidecar(s) read</source>
            <translation>
                <numerusform>%Ln sidecar read</numerusform>
                <numerusform>%Ln sidecars read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) changed</source>
            <translation>
                <numerusform>%Ln photo changed</numerusform>
                <numerusform>%Ln photos changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0}. %Ln could not be done: {1}, {2}</source>
            <translation>
                <numerusform>{0}. %Ln could not be done: {1}, {2}</numerusform>
                <numerusform>{0}. %Ln could not be done: {1}, {2}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PerformancePage</name>
        <message numerus="yes">
            <source>This computer has %n processor(s). Each worker takes its own memory.</source>
            <translation>
                <numerusform>This computer has %n processor. Each worker takes its own memory.</numerusform>
                <numerusform>This computer has %n processors. Each worker takes its own memory.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TablePreview</name>
        <message numerus="yes">
            <source>Found: %Ln photo(s), {0} unknown</source>
            <translation>
                <numerusform>Found: %Ln photo, {0} unknown</numerusform>
                <numerusform>Found: %Ln photos, {0} unknown</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same as yours: %Ln photo(s)</source>
            <translation>
                <numerusform>The same as yours: %Ln photo</numerusform>
                <numerusform>The same as yours: %Ln photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Something new: %Ln photo(s)</source>
            <translation>
                <numerusform>Something new: %Ln photo</numerusform>
                <numerusform>Something new: %Ln photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Different from yours: %Ln photo(s)</source>
            <translation>
                <numerusform>Different from yours: %Ln photo</numerusform>
                <numerusform>Different from yours: %Ln photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Passed over, as they cannot be read: %Ln line(s)</source>
            <translation>
                <numerusform>Passed over, as they cannot be read: %Ln line</numerusform>
                <numerusform>Passed over, as they cannot be read: %Ln lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>changes</name>
        <message numerus="yes">
            <source>%Ln file(s) will be tried again</source>
            <translation>
                <numerusform>%Ln file will be tried again</numerusform>
                <numerusform>%Ln files will be tried again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described again</source>
            <translation>
                <numerusform>%Ln photo will be described again</numerusform>
                <numerusform>%Ln photos will be described again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described</source>
            <translation>
                <numerusform>%Ln photo will be described</numerusform>
                <numerusform>%Ln photos will be described</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of these photos stay(s): there is another file of it</source>
            <translation>
                <numerusform>%Ln of these photos stays: there is another file of it</numerusform>
                <numerusform>%Ln of these photos stay: there are other files of them</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} and %Ln more place(s)</source>
            <translation>
                <numerusform>{0} and %Ln more place</numerusform>
                <numerusform>{0} and %Ln more places</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} stays: {1} (and %Ln more).</source>
            <translation>
                <numerusform>{0} stays: {1} (and %Ln more).</numerusform>
                <numerusform>{0} stays: {1} (and %Ln more).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln not: {1}</source>
            <translation>
                <numerusform>{0} · %Ln not: {1}</numerusform>
                <numerusform>{0} · %Ln not: {1}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln changed again since, and stay as they are</source>
            <translation>
                <numerusform>{0} · %Ln changed again since, and stays as it is</numerusform>
                <numerusform>{0} · %Ln changed again since, and stay as they are</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>folder_words</name>
        <message numerus="yes">
            <source>%Ln file(s) wait to be described</source>
            <translation>
                <numerusform>%Ln file waits to be described</numerusform>
                <numerusform>%Ln files wait to be described</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation>
                <numerusform>%Ln file skipped</numerusform>
                <numerusform>%Ln files skipped</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>headings</name>
        <message numerus="yes">
            <source>%Ln photo(s) above</source>
            <translation>
                <numerusform>%Ln photo above</numerusform>
                <numerusform>%Ln photos above</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lines</name>
        <message numerus="yes">
            <source>%Ln photo(s) above the line</source>
            <translation>
                <numerusform>%Ln photo above the line</numerusform>
                <numerusform>%Ln photos above the line</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>mishaps</name>
        <message numerus="yes">
            <source>Since then it happened %Ln more time(s).</source>
            <translation>
                <numerusform>Since then it happened %Ln more time.</numerusform>
                <numerusform>Since then it happened %Ln more times.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>repair</name>
        <message numerus="yes">
            <source>A new library is begun with the same %Ln folder(s).</source>
            <translation>
                <numerusform>A new library is begun with the same folder.</numerusform>
                <numerusform>A new library is begun with the same %Ln folders.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them is not there now; add it again later.</source>
            <translation>
                <numerusform>%Ln of them is not there now; add it again later.</numerusform>
                <numerusform>%Ln of them are not there now; add them again later.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>start</name>
        <message numerus="yes">
            <source>Use my Pictures (%Ln photo(s))</source>
            <translation>
                <numerusform>Use my Pictures (%Ln photo)</numerusform>
                <numerusform>Use my Pictures (%Ln photos)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Use my Pictures (more than %Ln photo(s))</source>
            <translation>
                <numerusform>Use my Pictures (more than %Ln photo)</numerusform>
                <numerusform>Use my Pictures (more than %Ln photos)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by what is in them. Say it in your own words.</source>
            <translation>
                <numerusform>%Ln photo can be found by what is in them. Say it in your own words.</numerusform>
                <numerusform>%Ln photos can be found by what is in them. Say it in your own words.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by name, folder and date.</source>
            <translation>
                <numerusform>%Ln photo can be found by name, folder and date.</numerusform>
                <numerusform>%Ln photos can be found by name, folder and date.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln photo(s)</source>
            <translation>
                <numerusform>%Ln photo</numerusform>
                <numerusform>%Ln photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln file</numerusform>
                <numerusform>%Ln files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation>
                <numerusform>%Ln folder</numerusform>
                <numerusform>%Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln drive(s)</source>
            <translation>
                <numerusform>%Ln drive</numerusform>
                <numerusform>%Ln drives</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation>
                <numerusform>%Ln search</numerusform>
                <numerusform>%Ln searches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln star(s)</source>
            <translation>
                <numerusform>%Ln star</numerusform>
                <numerusform>%Ln stars</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation>
                <numerusform>%Ln second</numerusform>
                <numerusform>%Ln seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation>
                <numerusform>%Ln minute</numerusform>
                <numerusform>%Ln minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln more photo(s) like this</source>
            <translation>
                <numerusform>%Ln more photo like this</numerusform>
                <numerusform>%Ln more photos like this</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln copies folded</source>
            <translation>
                <numerusform>%Ln copy folded</numerusform>
                <numerusform>%Ln copies folded</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for photos: %Ln file(s) found</source>
            <translation>
                <numerusform>Looking for photos: %Ln file found</numerusform>
                <numerusform>Looking for photos: %Ln files found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reading text in {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Reading text in {0} of %Ln photo ({1} %)</numerusform>
                <numerusform>Reading text in {0} of %Ln photos ({1} %)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Indexing {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Indexing {0} of %Ln photo ({1} %)</numerusform>
                <numerusform>Indexing {0} of %Ln photos ({1} %)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) indexed in {0}</source>
            <translation>
                <numerusform>%Ln photo indexed in {0}</numerusform>
                <numerusform>%Ln photos indexed in {0}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation>
                <numerusform>%Ln file skipped</numerusform>
                <numerusform>%Ln files skipped</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} of %Ln photo(s) described</source>
            <translation>
                <numerusform>{0} of %Ln photo described</numerusform>
                <numerusform>{0} of %Ln photos described</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>changes in %Ln folder(s) wait</source>
            <translation>
                <numerusform>changes in %Ln folder wait</numerusform>
                <numerusform>changes in %Ln folders wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for changes in %Ln folder(s)</source>
            <translation>
                <numerusform>Looking for changes in %Ln folder</numerusform>
                <numerusform>Looking for changes in %Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>watching %Ln folder(s)</source>
            <translation>
                <numerusform>watching %Ln folder</numerusform>
                <numerusform>watching %Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>looking at %Ln folder(s) every few minutes</source>
            <translation>
                <numerusform>looking at %Ln folder every few minutes</numerusform>
                <numerusform>looking at %Ln folders every few minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s) not connected</source>
            <translation>
                <numerusform>%Ln folder not connected</numerusform>
                <numerusform>%Ln folders not connected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>work</name>
        <message numerus="yes">
            <source>Looking for photos: %Ln found</source>
            <translation>
                <numerusform>Looking for photos: %Ln found</numerusform>
                <numerusform>Looking for photos: %Ln found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln more to come</source>
            <translation>
                <numerusform>%Ln more to come</numerusform>
                <numerusform>%Ln more to come</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln day</numerusform>
                <numerusform>%Ln days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>More than %Ln photo(s) so far</source>
            <translation>
                <numerusform>More than %Ln photo so far</numerusform>
                <numerusform>More than %Ln photos so far</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %Ln of them already in your library</source>
            <translation>
                <numerusform>about %Ln of them already in your library</numerusform>
                <numerusform>about %Ln of them already in your library</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them already in your library</source>
            <translation>
                <numerusform>%Ln of them already in your library</numerusform>
                <numerusform>%Ln of them already in your library</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln more are kept online only; they are not downloaded.</source>
            <translation>
                <numerusform>%Ln more is kept online only; it is not downloaded.</numerusform>
                <numerusform>%Ln more are kept online only; they are not downloaded.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln wait until nobody uses the computer</source>
            <translation>
                <numerusform>%Ln waits until nobody uses the computer</numerusform>
                <numerusform>%Ln wait until nobody uses the computer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln are found by their names only, as you chose</source>
            <translation>
                <numerusform>%Ln is found by its name only, as you chose</numerusform>
                <numerusform>%Ln are found by their names only, as you chose</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by name now</source>
            <translation>
                <numerusform>%Ln photo can be found by name now</numerusform>
                <numerusform>%Ln photos can be found by name now</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folders and files</source>
            <translation>
                <numerusform>%Ln folder or file</numerusform>
                <numerusform>%Ln folders and files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message numerus="yes">
            <source>Erased what was known of {n:,} photos</source>
            <translation>
                <numerusform>Erased what was known of {n:,} photo</numerusform>
                <numerusform>Erased what was known of {n:,} photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} paths let in again</source>
            <translation>
                <numerusform>{n} path let in again</numerusform>
                <numerusform>{n} paths let in again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files are tried again</source>
            <translation>
                <numerusform>{n} file is tried again</numerusform>
                <numerusform>{n} files are tried again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took ratings, tags and captions of {n:,} photos from {name}</source>
            <translation>
                <numerusform>Took ratings, tags and captions of {n:,} photo from {name}</numerusform>
                <numerusform>Took ratings, tags and captions of {n:,} photos from {name}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{summary} ({n:,} files)</source>
            <translation>
                <numerusform>{summary} ({n:,} file)</numerusform>
                <numerusform>{summary} ({n:,} files)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rated {n:,} photos {rating} stars</source>
            <translation>
                <numerusform>Rated {n:,} photo {rating} stars</numerusform>
                <numerusform>Rated {n:,} photos {rating} stars</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took {n:,} photos off the favourites</source>
            <translation>
                <numerusform>Took {n:,} photo off the favourites</numerusform>
                <numerusform>Took {n:,} photos off the favourites</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took {tags} off {n:,} photos</source>
            <translation>
                <numerusform>Took {tags} off {n:,} photo</numerusform>
                <numerusform>Took {tags} off {n:,} photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n:,} photos of these are not in the library.</source>
            <translation>
                <numerusform>{n:,} photo of these are not in the library.</numerusform>
                <numerusform>{n:,} photos of these are not in the library.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took the rating off {n:,} photos</source>
            <translation>
                <numerusform>Took the rating off {n:,} photo</numerusform>
                <numerusform>Took the rating off {n:,} photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rejected {n:,} photos</source>
            <translation>
                <numerusform>Rejected {n:,} photo</numerusform>
                <numerusform>Rejected {n:,} photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rated {n:,} photos 1 star</source>
            <translation>
                <numerusform>Rated {n:,} photo 1 star</numerusform>
                <numerusform>Rated {n:,} photos 1 star</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Made {n:,} photos favourites</source>
            <translation>
                <numerusform>Made {n:,} photo a favourite</numerusform>
                <numerusform>Made {n:,} photos favourites</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tagged {n:,} photos {tags}</source>
            <translation>
                <numerusform>Tagged {n:,} photo {tags}</numerusform>
                <numerusform>Tagged {n:,} photos {tags}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Read what the files of {n:,} photos say: ratings, keywords, captions</source>
            <translation>
                <numerusform>Read what the files of {n:,} photo say: ratings, keywords, captions</numerusform>
                <numerusform>Read what the files of {n:,} photos say: ratings, keywords, captions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Moved {n:,} files to the trash</source>
            <translation>
                <numerusform>Moved {n:,} file to the trash</numerusform>
                <numerusform>Moved {n:,} files to the trash</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Moving {n:,} files to the trash</source>
            <translation>
                <numerusform>Moving {n:,} file to the trash</numerusform>
                <numerusform>Moving {n:,} files to the trash</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} stars</source>
            <translation>
                <numerusform>{n} star</numerusform>
                <numerusform>{n} stars</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>at most {n} stars</source>
            <translation>
                <numerusform>at most {n} star</numerusform>
                <numerusform>at most {n} stars</numerusform>
            </translation>
        </message>
    </context>
</TS>
