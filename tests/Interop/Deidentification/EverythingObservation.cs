namespace OrleansCare.Interop.Tests.Deidentification;

/// <summary>An Observation with every element R4 gives it, each with something that tells who it is.</summary>
internal static class EverythingObservation
{
    public const string Json =
        """
        {
          "resourceType": "Observation", "id": "ortega-1", "implicitRules": "http://ortega.example", "language": "es",
          "meta": { "source": "http://10.1.2.3/icu", "lastUpdated": "2026-11-21T09:00:01Z", "tag": [ { "system": "s", "code": "c", "display": "Ortega" } ] },
          "text": { "status": "generated", "div": "<div>Maria Ortega</div>" },
          "contained": [ { "resourceType": "Patient", "id": "p", "name": [ { "family": "Ortega" } ] } ],
          "extension": [ { "url": "u", "valueString": "Ortega" } ], "modifierExtension": [ { "url": "u", "valueString": "Ortega" } ],
          "identifier": [ { "system": "s", "value": "1" } ], "basedOn": [ { "reference": "ServiceRequest/1" } ], "partOf": [ { "reference": "Procedure/1" } ],
          "status": "final", "_status": { "extension": [ { "url": "u", "valueString": "Ortega" } ] },
          "category": [ { "coding": [ { "system": "http://terminology.hl7.org/CodeSystem/observation-category", "version": "1", "code": "vital-signs", "display": "d" } ], "text": "t" } ],
          "code": { "coding": [ { "system": "http://loinc.org", "code": "8867-4", "display": "d", "userSelected": true } ], "text": "t" },
          "subject": { "reference": "Patient/ortega", "type": "Patient", "identifier": { "value": "MRN" }, "display": "Maria Ortega" },
          "focus": [ { "reference": "Device/1" } ], "encounter": { "reference": "Encounter/1", "display": "d" },
          "effectiveDateTime": "2026-11-21T09:00:00Z", "effectiveInstant": "2026-11-21T09:00:00Z", "issued": "2026-11-21T09:00:00.5+01:00",
          "performer": [ { "reference": "Practitioner/1", "display": "Dr. Brown" } ],
          "valueQuantity": { "value": 72, "comparator": "<", "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min" },
          "valueString": "Ortega", "valueCodeableConcept": { "coding": [ { "code": "x" } ], "text": "Ortega" }, "valueDateTime": "2026-11-21",
          "dataAbsentReason": { "text": "t" }, "interpretation": [ { "text": "t" } ], "note": [ { "authorString": "a", "time": "2026-11-21", "text": "Ortega" } ],
          "bodySite": { "text": "t" }, "method": { "text": "t" }, "specimen": { "reference": "Specimen/1" }, "device": { "reference": "Device/1", "display": "SN" },
          "referenceRange": [ { "low": { "value": 1 }, "text": "t" } ], "hasMember": [ { "reference": "Observation/1" } ], "derivedFrom": [ { "reference": "Observation/2" } ],
          "component": [ { "id": "c", "code": { "coding": [ { "system": "http://loinc.org", "code": "8867-4", "display": "d" } ], "text": "t" }, "valueString": "Ortega",
            "valueQuantity": { "value": 1, "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min" }, "referenceRange": [ { "text": "t" } ] } ],
          "unheardOf": { "deep": [ { "deeper": "Ortega" } ] }
        }
        """;
}
